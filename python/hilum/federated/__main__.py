"""``python -m hilum.federated``: a federation on one machine, sites to try it with, and the app for a real one."""

from __future__ import annotations

import argparse
import sys

from hilum.errors import HilumError


def main() -> None:
    """Reads the command line and does what it says."""
    options = _parser().parse_args()
    try:
        options.run(options)
    except HilumError as error:
        sys.exit(f"hilum.federated: {error}")
    except ModuleNotFoundError as error:
        sys.exit(f"hilum.federated: {error.name} is not installed; pip install 'hilum[federated]' brings it")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m hilum.federated", description=__doc__)
    commands = parser.add_subparsers(required=True)

    simulate = commands.add_parser("simulate", help="run a federation of folders on this machine")
    simulate.add_argument("--sites", nargs="+", required=True, metavar="DIR", help="the sites' folders or tables")
    simulate.add_argument("--output", required=True, help="a new folder")
    simulate.add_argument("--recipe", default="mobilenetv2-frozen", help="a recipe of one stage, or a YAML file")
    simulate.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help="change the recipe")
    simulate.add_argument("--rounds", type=int, default=3)
    simulate.add_argument("--epochs", type=int, default=2, help="epochs a round")
    simulate.add_argument("--strategy", choices=["fedavg", "fedprox"], default="fedavg")
    simulate.add_argument("--proximal-mu", type=float, default=0.01, help="FedProx's μ")
    simulate.add_argument("--secure", action="store_true", help="aggregate securely (SecAgg+)")
    simulate.add_argument("--no-pooled", dest="pooled", action="store_false", help="leave out the pooled model")
    simulate.set_defaults(run=_simulate)

    sites = commands.add_parser("sites", help="divide a data set by patient into sites")
    sites.add_argument("data", help="a folder or table")
    sites.add_argument("--output", required=True, help="a new folder")
    sites.add_argument("--count", type=int, default=3)
    sites.add_argument("--limit", type=int, help="pictures of each class that a site gets at most")
    sites.add_argument("--alike", action="store_true", help="leave the pictures as they are at all sites")
    sites.set_defaults(run=_sites)

    app = commands.add_parser("app", help="print the folder of the app that `flwr run` takes")
    app.set_defaults(run=_app)
    return parser


def _simulate(options: argparse.Namespace) -> None:
    import shlex

    from hilum.federated import report
    from hilum.federated.simulation import simulate

    page = simulate(
        options.sites, options.output, pooled=options.pooled, recipe=options.recipe, set=shlex.join(options.set),
        rounds=options.rounds, epochs=options.epochs, strategy=options.strategy, proximal_mu=options.proximal_mu,
        secure=options.secure)
    print(report.markdown(report.read(page.parent)), end="")
    print(f"Everything is in {page.parent}.")


def _sites(options: argparse.Namespace) -> None:
    from hilum.federated.partition import make_sites

    for place in make_sites(
        options.data, options.output, count=options.count, limit=options.limit, different=not options.alike
    ):
        print(place)


def _app(options: argparse.Namespace) -> None:
    from hilum.federated.simulation import APP

    print(APP)


if __name__ == "__main__":
    main()
