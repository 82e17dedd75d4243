// Everything works without this file. It lets govuk-frontend move the focus to an error summary.
import { initAll } from "./govuk-frontend.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();
