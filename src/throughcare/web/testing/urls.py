"""Testing in custody."""

from django.urls import URLPattern, path

from throughcare.web.testing import dt1, figures, laboratory, registers, sample

urlpatterns: list[URLPattern] = [
    path("people/<reference:reference>/drug-test", sample.drug_test, name="drug_test"),
    path("people/<reference:reference>/samples", laboratory.samples, name="samples"),
    path("people/<reference:reference>/dt1/<uuid:test>.pdf", dt1.dt1, name="dt1"),
    path("suite/laboratory", laboratory.laboratory, name="laboratory"),
    path("suite/not-required", figures.not_required, name="not_required"),
    path("suite/peak-times", figures.peak_times, name="peak_times"),
    path("testing/figures", figures.testing_figures, name="testing_figures"),
    path("testing/testers", registers.testers, name="testers"),
    path("testing/testers/add", registers.add_tester, name="add_tester"),
    path("testing/testers/<uuid:row>/end", registers.end_tester, name="end_tester"),
    path("testing/suites", registers.test_suites, name="test_suites"),
    path("testing/suites/add", registers.add_test_suite, name="add_test_suite"),
    path("testing/suites/<uuid:row>/end", registers.end_test_suite, name="end_test_suite"),
]
