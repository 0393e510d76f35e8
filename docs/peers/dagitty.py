# pydagitty, a Python package "inspired by" dagitty and not by its authors, asked what docs/guides/coming-from-dagitty.md asks.
# dagitty's own answers there are those that its authors published (dagitty.json). Run by docs/peers/check.mjs; prints JSON.
import json, os, sys
sys.path.pop(0)
from importlib.metadata import version
from pydagitty import DAG, Edge, Endpoint, Node


def graph(text):
    edges = []
    for part in text.split(";"):
        words = part.split()
        for a, mark, b in zip(words[::2], words[1::2], words[2::2]):
            left = Endpoint.TAIL if mark == "->" else Endpoint.ARROW
            right = Endpoint.TAIL if mark == "<-" else Endpoint.ARROW
            edges.append(Edge(Node(a), Node(b), left, right))
    nodes = {node for edge in edges for node in (edge.node1, edge.node2)}
    return DAG(nodes=nodes, edges=edges)


def names(nodes):
    return sorted(node.identifier for node in nodes)


def sets(found):
    return sorted(names(each) for each in found)


answers = {}
g1 = graph("W1 -> Z1 -> X -> Y; Z1 <- V -> Z2; W2 -> Z2 -> Y; X <-> W1 <-> W2 <-> Y")
g2 = graph("Y <- X <- Z1 <- V -> Z2 -> Y; Z1 <- W1 <-> W2 -> Z2; X <- W1 -> Y; X <- W2 -> Y")
answers["directG1"] = sets(g1.adjustment_sets(exposure=Node("Z1"), outcome=Node("X"), effect="direct"))
answers["directG2"] = sets(g2.adjustment_sets(exposure=Node("X"), outcome=Node("Y"), effect="direct"))
answers["implied"] = sorted(
    " ".join(sorted([*names(each.left), *names(each.right)])) + " | " + ", ".join(names(each.given))
    for each in g1.implied_conditional_independencies())
classic = graph("i -> x -> y; x <-> y")
conditional = graph("i -> x -> y; x <-> y; y <- z -> i")
answers["instruments"] = [
    [each.node.identifier, names(each.conditioning_set)]
    for g in (classic, conditional) for each in g.instrumental_variables(exposure=Node("x"), outcome=Node("y"))]

print(json.dumps({"peer": "dagitty", "version": "pydagitty " + version("pydagitty"), "answers": answers}))
