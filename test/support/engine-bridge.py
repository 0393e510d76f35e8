"""Engines that Node has no driver for, over standard input: a line of JSON in, a line of JSON out.

python engine-bridge.py spark | clickhouse
{"load": name, "columns": {name: "number" | "whole" | "text"}, "rows": [...]} or {"text": ..., "parameters": [...]}
"""

import json
import sys


def spark():
    from pyspark.sql import SparkSession
    from pyspark.sql.types import DoubleType, LongType, StringType, StructField, StructType

    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.sql.ansi.enabled", "true")
        .config("spark.driver.host", "127.0.0.1")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("OFF")
    types = {"number": DoubleType(), "whole": LongType(), "text": StringType()}

    def load(name, columns, rows):
        schema = StructType([StructField(column, types[kind]) for column, kind in columns.items()])
        made = [
            tuple(float(v) if kind == "number" and v is not None else v for v, kind in zip(row, columns.values()))
            for row in rows
        ]
        session.createDataFrame(made, schema).repartition(3).createOrReplaceTempView("`" + name.replace("`", "``") + "`")

    def ask(text, parameters):
        return [row.asDict() for row in session.sql(text, args=parameters).collect()]

    return load, ask


def clickhouse():
    from chdb.session import Session

    session = Session()
    types = {"number": "Nullable(Float64)", "whole": "Nullable(Int64)", "text": "Nullable(String)"}

    def quoted(name):
        return "`" + name.replace("\\", "\\\\").replace("`", "\\`") + "`"

    def load(name, columns, rows):
        session.query(f"DROP TABLE IF EXISTS {quoted(name)}")
        listed = ", ".join(f"{quoted(column)} {types[kind]}" for column, kind in columns.items())
        session.query(f"CREATE TABLE {quoted(name)} ({listed}) ENGINE = Memory")
        lines = "\n".join(json.dumps(dict(zip(columns, row))) for row in rows)
        session.query(f"INSERT INTO {quoted(name)} FORMAT JSONEachRow\n{lines}")

    def ask(text, parameters):
        named = {f"p{k + 1}": value for k, value in enumerate(parameters)}
        answer = session.query(
            text, "JSON", params=named
        )
        return json.loads(str(answer) or '{"data": []}')["data"]

    return load, ask


def main():
    load, ask = {"spark": spark, "clickhouse": clickhouse}[sys.argv[1]]()
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
        try:
            if "load" in asked:
                answer = load(asked["load"], asked["columns"], asked["rows"])
            else:
                answer = ask(asked["text"], asked["parameters"])
            print(json.dumps({"answer": answer}), flush=True)
        except Exception as error:
            print(json.dumps({"error": str(error)[:2000]}), flush=True)


main()
