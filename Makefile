# `make help` lists what can be asked for. Nothing but a JDK 25 or newer is needed to run and to build; the tests also
# need npm (foreign clients, buf, Kubernetes' types), Docker (deploy/compose, deploy/image), Prometheus
# (deploy/observability), PgBouncer and shellcheck, as `make lint` does.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test build lint format race proto docker up down events integration helm-template helm-generate kind-up \
	kind-down build-cli picture bench bench-callers bench-contract bench-events bench-image bench-wire h2load soak conformance fuzz

# Every line that needs Java itself starts with it.
with_jdk := JAVA_HOME="$$(build/jdk)" && export JAVA_HOME &&
maven := build/maven
# npm writes these files last.
npm_packages := proto/node_modules/.package-lock.json deploy/helm/node_modules/.package-lock.json

# What is in bench/ runs from its sources, on the class path of the server's tests.
package_for_bench = $(maven) --quiet package dependency:build-classpath -DskipTests \
	-Dmdep.outputFile=target/test-classpath -Dmdep.includeScope=test
run_bench = $(with_jdk) exec "$$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED -classpath \
	"users-server/target/classes:$$(cat users-server/target/test-classpath)"
define bench_contract
$(run_bench) bench/CallBench.java "$(or $(ROUNDS),5)"
$(run_bench) bench/ImportBench.java "$(or $(ROUNDS),5)" "$(or $(ROWS),20000)"
$(run_bench) bench/WatchBench.java "$(or $(ROUNDS),5)"
endef
bench_wire = $(run_bench) bench/WireBench.java "$(or $(ROUNDS),10)" "$(or $(SECONDS),3)" $(KINDS)

# What the wire's tests can also be asked for.
wire_tests = $(maven) --quiet test-compile dependency:build-classpath --projects helidon-grpc-wire \
	-Dmdep.outputFile=target/test-classpath -Dmdep.includeScope=test
run_wire = $(with_jdk) cd helidon-grpc-wire/target && exec "$$JAVA_HOME/bin/java" \
	-classpath "classes:test-classes:$$(cat test-classpath)"

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## start a server with a database of its own and three users, Ctrl-C ends it
	@exec build/development-server

test: $(npm_packages) ## every test, the images' too, with coverage enforced
	$(maven) verify

build: ## both images: bin/users-server and bin/userctl
	$(maven) package -DskipTests

build-cli: ## userctl's image alone: bin/userctl
	$(maven) package -DskipTests --projects users-shell --also-make

lint: $(npm_packages) ## formatting, Error Prone, null checks, shellcheck, buf, actionlint
	$(maven) --quiet spotless:check
	build/lint-java
	build/lint-scripts
	build/lint-proto
	build/lint-workflows

format: ## bring the Java code into its one format
	$(maven) --quiet spotless:apply

race: $(npm_packages) ## unit tests with coverage, without images and integration tests
	$(maven) test jacoco:report

proto: ## generate the Java code of proto/
	$(maven) --quiet generate-sources --projects proto

bench: h2load ## measure the images, their calls, and then the wire; ROUNDS=10
	$(package_for_bench)
	$(run_bench) bench/Bench.java "$(or $(ROUNDS),10)"
	$(bench_contract)
	$(bench_wire)

bench-wire: h2load ## the last part of that; SECONDS=3 a run, KINDS="wire netty-virtual" for some servers alone
	$(package_for_bench) -Dimages.skip
	$(bench_wire)

bench-contract: ## the second part of that: calls, imports, watches; ROUNDS=5 ROWS=20000
	$(package_for_bench)
	$(bench_contract)

bench-callers: ## what callers, TLS and traces cost a GetUser, beside a server without; ROUNDS=30
	$(package_for_bench)
	$(run_bench) bench/CallersBench.java "$(or $(ROUNDS),30)"

bench-image: docker ## the container beside a running database: start to ready, and memory held; ROUNDS=10
	$(package_for_bench)
	$(run_bench) bench/ContainerBench.java "$(or $(ROUNDS),10)"

bench-events: ## how long an event takes from its commit to a consumer, and how many come in a second
	$(maven) --quiet pre-integration-test dependency:build-classpath --projects users-server,deploy/debezium --also-make \
		-DskipTests -Dmdep.outputFile=target/test-classpath -Dmdep.includeScope=test
	$(with_jdk) cd deploy/debezium && exec "$$JAVA_HOME/bin/java" -Djava.util.logging.config.file=/dev/null \
		-classpath "target/test-classes:$$(cat target/test-classpath)" users.events.EventsBench

picture: ## the dashboard of a server under load, drawn as SVG; MINUTES=6 FILE=dashboard.svg
	$(maven) --quiet pre-integration-test dependency:build-classpath --projects users-server,deploy/observability --also-make \
		-DskipTests -Dmdep.outputFile=target/test-classpath -Dmdep.includeScope=test
	$(with_jdk) cd deploy/observability && exec "$$JAVA_HOME/bin/java" -Djava.util.logging.config.file=/dev/null \
		-classpath "target/test-classes:$$(cat target/test-classpath)" users.observability.PictureOfARun \
		"$(or $(MINUTES),6)" "$(abspath $(or $(FILE),dashboard.svg))"

conformance: ## what our gRPC wire, grpc-netty and Helidon make of each case: a table, in a quarter of an hour
	$(wire_tests)
	$(run_wire) helidon.grpc.wire.ConformanceTable

soak: ## every kind of client comes to the gRPC wire and goes, nothing may be left of them; MINUTES=10
	$(wire_tests)
	$(run_wire) helidon.grpc.wire.Soak "PT$(or $(MINUTES),10)M" $(KIND)

fuzz: ## bad input of every kind, for the service and its socket; REQUESTS=100000, SEED=… for the same again
	$(maven) --quiet test --projects users-server --also-make -Dtest=FuzzTest -Djacoco.skip=true \
		-Dsurefire.failIfNoSpecifiedTests=false -Dfuzz.requests="$(or $(REQUESTS),100000)" $(SEED:%=-Dseed=%)

docker: build ## the container image of the server: users-service, or IMAGE=…
	@build/docker

up: ## containers of server, database, Kafka, connector and topic browser; GRPC_PORT=5355 and others, IMAGE=…
	@deploy/compose/up

down: ## end what `make up` started, and its data
	@build/docker-engine compose
	docker compose --file deploy/compose/compose.yaml --profile events down --volumes --remove-orphans

events: ## what happens to users, as it reaches the Kafka of `make up`; Ctrl-C ends it
	@exec deploy/compose/events

integration: ## what userctl does is told in Kafka: on containers, or on processes where images cannot be had
	@exec build/integration

helm-template: ## render both charts with each of their files of values
	@build/helm-template

helm-generate: ## write anew what the charts have from elsewhere: pages, schema, alerts, dashboard
	@build/helm-generate

kind-up: ## a local Kubernetes cluster with the chart and three users in it; IMAGE=…
	@build/kind-up

kind-down: ## end the cluster of `make kind-up`
	@build/kind-down

h2load:
	@command -v h2load >/dev/null || { echo "h2load was not found: install it (Debian: nghttp2-client)." >&2; exit 1; }

$(npm_packages): %/node_modules/.package-lock.json: %/package.json %/package-lock.json
	@command -v npm >/dev/null || { echo "npm was not found: install Node.js 20 or newer with npm." >&2; exit 1; }
	npm ci --prefix $*
