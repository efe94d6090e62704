# Two commands matter: `make demo` (from real X-rays to a measured, predicting model) and `make test`.

PREFIX ?= /usr/local
BUILD  := swift build -c release
HILUM  := .build/release/hilum
BENCH  ?=
MODEL   ?= demo/run/bundle
PICTURE ?= $(firstword $(wildcard demo/data/test/*/*.jpeg))
DATA    ?=
MASKS   ?=
MODELS  ?= demo/run/bundle

.PHONY: reproduce-lungs demo test test-clients test-python test-bench test-web setup web web-dev build bench fuzz wheel format lint install clean

demo: build            ## fetch real chest X-rays, learn, measure, predict; everything lands in ./demo
	$(HILUM) demo --output demo

test: setup            ## every test, one after the other: LibTorch has one source of random numbers for a process
	$(BUILD) --build-tests
	Scripts/test.sh swift test -c release --skip-build --disable-xctest --no-parallel

test-clients: build    ## curl, Python, JavaScript, Swift, tritonclient, DICOM peers, hostile ones: make test-clients MODEL=BUNDLE PICTURE=FILE
	Tests/Clients/run.sh "$(MODEL)" "$(PICTURE)"

test-python: build     ## the Python package: types, and every function against the program
	python/test.sh

test-bench:            ## what the benchmarks write, compare and draw
	python3 -m unittest discover Benchmarks

test-web: setup        ## the page's own tests: types, functions, every flow in Chromium
	@Scripts/setup.sh --web-tests
	Web/tests/run.sh

setup:                 ## Debian packages, LibTorch, OpenVINO and the web page; quick when they are there
	@Scripts/setup.sh

web:                   ## bundles the web page into Web/dist
	Web/build.sh

web-dev: build         ## the page from its sources, bundled anew at every change, at localhost:8080: make web-dev MODELS=DIR
	@Scripts/setup.sh --web-tests
	$(HILUM) serve --models "$(MODELS)" & trap "kill $$!" EXIT; node Web/develop.mjs

build: setup           ## the `hilum` program, in .build/release
	$(BUILD)

bench: build           ## measures this machine, and writes the run as JSON; by turns with a peer: make bench BENCH="--peer-python PYTHON --weights FILE"
	python3 Benchmarks/bench.py $(BENCH)

reproduce-lungs: build ## learns Lungs/lungs.safetensors again, in lungs-run/: make reproduce-lungs DATA=IMAGES MASKS=PNGS
	$(HILUM) lungs train --data "$(DATA)" --masks "$(MASKS)" --output lungs-run

fuzz: setup            ## libFuzzer over every reader of foreign files, 10 minutes each
	Fuzz/run.sh

format:                ## formats every Swift file in place
	swift format --in-place --parallel --recursive Package.swift Sources Tests

lint:                  ## what a reviewer would say about the format
	swift format lint --strict --parallel --recursive Package.swift Sources Tests

install: build         ## program, libraries and recipes under $(PREFIX)
	Scripts/install.sh "$(PREFIX)"

wheel: build           ## the Python package with the program inside, in dist/; `python/test.sh --wheel FILE` tests it
	Scripts/wheel.sh

clean:                 ## what the build made; .deps stays
	rm -rf .build Web/dist dist
