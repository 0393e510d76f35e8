type Nested = { readonly variable: string; readonly do?: Act }

/** What a world sets: states, or the value of the variable in another world. */
export type Act = Readonly<Record<string, unknown>>

/** The state of every node in a world, where `compute` gives what a node is when nothing sets it. */
export function statesIn(
  nodes: readonly string[],
  order: readonly number[],
  act: Act,
  compute: (node: number, state: ArrayLike<number>) => number,
): Uint8Array {
  const state = new Uint8Array(nodes.length)
  for (const i of order) {
    const set = Object.hasOwn(act, nodes[i]!) ? act[nodes[i]!] : undefined
    if (typeof set === 'object' && set !== null) {
      state[i] = statesIn(nodes, order, (set as Nested).do ?? {}, compute)[i]!
    } else state[i] = set === undefined ? compute(i, state) : Number(set)
  }
  return state
}

/** Parents before children. */
export function topological(parents: readonly (readonly number[])[]): number[] {
  const order: number[] = []
  while (order.length < parents.length) {
    for (const [i, list] of parents.entries()) {
      if (!order.includes(i) && list.every((p) => order.includes(p))) order.push(i)
    }
  }
  return order
}
