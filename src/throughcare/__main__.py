from throughcare.cli import main

raise SystemExit(main())
