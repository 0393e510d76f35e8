// Cells that depend on one another by name: a change recomputes what hangs on it, in order, and nothing else.

/**
 * @typedef {{ readonly needs: readonly string[], readonly compute: (values: Record<string, any>) => unknown }} Cell
 * @typedef {{ readonly value: unknown } | { readonly error: string }} Outcome
 */

/** A way of setting a value by hand: a cell that needs nothing and gives one of these is an input. */
export const slider = (
  /** @type {string} */ label,
  /** @type {{ min: number, max: number, step: number, value: number }} */ range,
) => Object.freeze({ input: 'slider', label, ...range })
export const choice = (/** @type {string} */ label, /** @type {readonly string[]} */ options, value = options[0]) =>
  Object.freeze({ input: 'choice', label, options, value })

/** Whether a cell's value is a way of setting one by hand. */
export const isInput = (/** @type {unknown} */ value) => typeof value === 'object' && value !== null && 'input' in value

/**
 * @param {Readonly<Record<string, Cell>>} cells
 * @param {(name: string, outcome: Outcome) => void} [told] - called for each cell that was computed
 */
export function notebook(cells, told = () => {}) {
  const order = inOrder(cells)
  /** @type {Map<string, Outcome>} */
  const outcomes = new Map()
  /** @type {Map<string, unknown>} what stands for an input in other cells */
  const chosen = new Map()

  /** @param {string} name */
  function compute(name) {
    const { needs, compute: run } = cells[name]
    const missing = needs.filter((need) => 'error' in outcomes.get(need))
    let outcome
    if (missing.length > 0) outcome = { error: `waits for ${missing.join(', ')}` }
    else
      try {
        outcome = { value: run(Object.fromEntries(needs.map((need) => [need, valueAt(need)]))) }
      } catch (error) {
        outcome = { error: error instanceof Error ? error.message : String(error) }
      }
    outcomes.set(name, outcome)
    if ('value' in outcome && isInput(outcome.value) && !chosen.has(name)) chosen.set(name, outcome.value.value)
    told(name, outcome)
  }
  const valueAt = (/** @type {string} */ name) => (chosen.has(name) ? chosen.get(name) : outcomes.get(name).value)

  for (const name of order) compute(name)
  return {
    order,
    outcomes,
    valueAt,
    /** Sets an input, and computes what hangs on it. @param {string} name @param {unknown} value @returns {string[]} the cells computed */
    set(name, value) {
      if (!chosen.has(name)) throw new Error(`${name} is no input`)
      chosen.set(name, value)
      const stale = new Set([name])
      const again = order.filter((each) => {
        const hangs = each !== name && cells[each].needs.some((need) => stale.has(need))
        if (hangs) stale.add(each)
        return hangs
      })
      for (const each of again) compute(each)
      return again
    },
  }
}

/** The cells, each after those that it needs. @param {Readonly<Record<string, Cell>>} cells */
function inOrder(cells) {
  const left = new Map(Object.entries(cells))
  const order = []
  while (left.size > 0) {
    const ready = [...left].filter(([, { needs }]) =>
      needs.every((need) => !left.has(need) && Object.hasOwn(cells, need)),
    )
    if (ready.length === 0)
      throw new Error(`These cells wait for each other or for a name that is not there: ${[...left.keys()].join(', ')}`)
    for (const [name] of ready) {
      order.push(name)
      left.delete(name)
    }
  }
  return order
}
