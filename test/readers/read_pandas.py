"""Tables of folders of CSV files as pandas reads them: as texts, and the types that it gives to dates and numbers."""

import json
import pathlib
import sys

import pandas


def is_date(name):
    return name.endswith(("_date", "_start", "_end")) and not name.startswith("char_")


def table(path):
    texts = pandas.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    dates = [name for name in texts.columns if is_date(name)]
    typed = pandas.read_csv(path, parse_dates=dates, keep_default_na=False, na_values=[""], encoding="utf-8-sig")
    return {
        "header": list(texts.columns),
        "rows": texts.values.tolist(),
        "types": {name: str(kind) for name, kind in typed.dtypes.items()},
    }


folders = {folder: sorted(pathlib.Path(folder).glob("*.csv")) for folder in sys.argv[1:]}
json.dump({folder: {path.stem: table(path) for path in paths} for folder, paths in folders.items()}, sys.stdout)
