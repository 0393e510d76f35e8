/** What a wrong call may do: throw a CausalError under the function's own name, or return a value without NaN. */
export interface Library {
  readonly [name: string]: unknown
}

type Call = (...args: readonly unknown[]) => unknown

/** Everything that is wrong somewhere: no list knows which function it is for. */
export function badArguments(lib: Library): unknown[][] {
  const make = (name: string, ...args: readonly unknown[]): unknown => (lib[name] as Call)(...args)
  const graph = make('dag', 'A -> B -> C')
  const hidden = make('admg', 'A -> B; A <-> B')
  const table = make('table', { X: [1, 2, 4, 3, 5, 2.5], Y: [1, 0, 1, 0, 1, 1], C: ['a', 'b', 'a', 'b', 'a', 'a'] })
  const model = make('scm', { X: make('normal', 0, 1), Y: make('linear', { X: 2 }, make('normal', 0, 1)) })
  const coins = make('scm', { X: make('bernoulli', 0.5), Y: make('bernoulli', 0.5) })
  const factor = make('factor', [{ name: 'X', states: ['0', '1'] }], [0.5, 0.5])
  const switches = make('scm', {
    A: make('bernoulli', 0.5),
    B: make('deterministic', ['A'], ({ A }: { A: number }) => A),
  })
  const test = make('fisherZ', make('select', table, ['X', 'Y']))
  const score = make('bicScore', make('select', table, ['X', 'Y']))
  const channel = make(
    'disintegrate',
    make(
      'factor',
      [
        { name: 'X', states: ['0'] },
        { name: 'Y', states: ['0'] },
      ],
      [1],
    ),
    'X',
  )
  const drawing = make('diagramOf', graph)
  const term = make('probabilityTerm', { of: 'Y', do: 'X' })
  const main = [graph, table, model, factor]
  const known = [...main, hidden, coins, switches, test, score, channel, drawing, term]
  const nothing = [
    undefined,
    null,
    {},
    [],
    [null],
    [1],
    ['Q', 2],
    '',
    'nonsense ->',
    Number.NaN,
    Number.POSITIVE_INFINITY,
  ]
  const numbers = [-1, 0, 1, 1.5]
  const anything = [...nothing, ...numbers, true, () => undefined, () => Number.NaN]
  const taken = [{}, [], ['Q', 2], '', 'nonsense ->', 0, 1.5, () => undefined]
  const questions = [
    { X: 1 },
    { A: 1 },
    { X: null },
    { Q: Number.NaN },
    { do: 'A', outcome: 'C' },
    { do: 3, outcome: null },
    { do: null, outcome: 'C' },
    { do: { X: null }, outcome: 'Y' },
    { given: { X: '7' }, do: { Y: Number.NaN } },
    { outcome: ['Y'], do: { X: Number.NaN }, given: null },
    { treatment: 'Y', outcome: 'X' },
    { treatment: 'A', outcome: 'C', covariates: 7, mediators: null },
    { treatment: 'Y', outcome: 'X', adjustment: [null], estimand: term },
    { cause: null, effect: { B: 1 } },
    { cause: ['A'], effect: { B: Number.NaN } },
    { event: [{ variable: 'B', value: null }], given: [null] },
    [{ variable: 'Y', do: null, value: 1 }],
    [{ probability: 1, context: null }],
  ]
  const thirds = [null, {}, [null], 'Y', Number.NaN, { X: 1 }, { cause: 'A', effect: { B: 1 } }]
  return [
    [],
    ...anything.map((first) => [first]),
    // a first argument that no function takes is refused whatever comes second
    ...taken.flatMap((first) => anything.map((second) => [first, second])),
    ...known.flatMap((first) => [...anything, ...questions, ...known].map((second) => [first, second])),
    ...['X', 2].flatMap((first) => known.map((second) => [first, second])),
    ...[...main, coins, switches, drawing, channel, 2].flatMap((first) => [
      ...questions.flatMap((second) => ['Y', { X: 1 }].map((third) => [first, second, third])),
      ...['A', null, 3, graph, table, model].flatMap((second) => thirds.map((third) => [first, second, third])),
    ]),
    ...[...anything, ...known].map((each) => [each, each, each, each]),
  ]
}

/**
 * Each option that a function says it knows, with a value that is none, after arguments of every kind. Which options these
 * are, it tells itself when it refuses one that nobody knows.
 */
export async function badOptions(lib: Library, name: string): Promise<unknown[][]> {
  const make = (maker: string, ...args: readonly unknown[]): unknown => (lib[maker] as Call)(...args)
  const graph = make('dag', 'A -> B -> C')
  const table = make('table', { X: [1, 2, 4, 3, 5, 2.5], Y: [1, 0, 1, 0, 1, 1] })
  const model = make('scm', { X: make('normal', 0, 1), Y: make('linear', { X: 2 }, make('normal', 0, 1)) })
  const factor = make('factor', [{ name: 'X', states: ['0', '1'] }], [0.5, 0.5])
  const before = [
    [],
    ...[graph, table, model, factor, make('fisherZ', table), make('bicScore', table), 2].map((first) => [first]),
    ...[
      [graph, 'A'],
      [table, 'X'],
      [model, 5],
      [model, 'X'],
      [2, 2],
    ],
  ]
  const calls: unknown[][] = []
  for (const first of before)
    for (const key of await optionsKnown(lib[name] as Call, first))
      for (const value of [null, 'three', Number.NaN, -1]) calls.push([...first, { [key]: value }])
  return calls
}

async function optionsKnown(call: Call, first: readonly unknown[]): Promise<string[]> {
  try {
    await call(...first, { nobodyKnows: 1 })
  } catch (error) {
    const { code, message } = error as { code?: string; message: string }
    const list = code === 'unknown-option' ? /[Ii]t knows (.*)\.$/.exec(message)?.[1] : undefined
    return (list?.match(/`\w+`/g) ?? []).map((quoted) => quoted.slice(1, -1))
  }
  return []
}

/** Calls that lack a required argument, or give what nothing is made from, and yet ended without an error. */
export async function uncomplaining(lib: Library, name: string): Promise<string[]> {
  const call = lib[name] as Call
  const found: string[] = []
  if (call.length === 0) return found
  for (const args of [[], [undefined], [null], [Symbol('wrong')], [Number.NaN], [() => Number.NaN]]) {
    try {
      const value = await call(...args)
      // a sequence complains when it is asked
      if (isIterator(value)) value.next()
      found.push(`${name}(${args.map(show).join(', ')})`)
    } catch (error) {
      if (!(error instanceof (lib['CausalError'] as typeof Error))) found.push(`${name}: ${String(error)}`)
    }
  }
  return found
}

/** The calls of one function that end in another way than they may: `args => what happened`. */
export async function badCalls(lib: Library, name: string, lists: readonly (readonly unknown[])[]): Promise<string[]> {
  const found: string[] = []
  for (const args of lists) {
    const complain = (what: string): unknown => found.push(`${name}(${args.map(show).join(', ')}): ${what}`)
    const judge = (error: unknown): void => {
      // the stack is written out for the few that are at fault only: it is slow
      const said = (): string => (error instanceof Error ? (error.stack ?? '') : String(error))
      if (!(error instanceof (lib['CausalError'] as typeof Error))) complain(said())
      // a function that was given is free to fail under its own name
      else if (!error.message.startsWith(`${name}: `) && !args.some((arg) => typeof arg === 'function'))
        complain(`wrong name in ${said()}`)
    }
    const askAgain = (made: Call, more: readonly unknown[]): void => {
      try {
        // `named` gives back the very function that it was given
        if (name !== 'named' && hasNaN(made(...more))) complain(`then (${more.map(show).join(', ')}): NaN`)
      } catch (error) {
        judge(error)
      }
    }
    try {
      const value = await (lib[name] as Call)(...args)
      if (hasNaN(value)) complain('NaN')
      if (isIterator(value) && hasNaN(value.next().value)) complain('NaN')
      if (typeof value === 'function')
        for (const more of [[], [null, 'X', 1], ['X', 'Q', []], ['X', 'Y', [null]], [{}]]) askAgain(value as Call, more)
    } catch (error) {
      judge(error)
    }
  }
  return found
}

const isIterator = (value: unknown): value is Iterator<unknown> =>
  typeof value === 'object' && value !== null && 'next' in value && typeof value.next === 'function'

function hasNaN(value: unknown): boolean {
  if (typeof value === 'number') return Number.isNaN(value)
  return typeof value === 'object' && value !== null && Object.values(value).some(Number.isNaN)
}

function show(value: unknown): string {
  if (typeof value === 'function') return 'a function'
  if (['number', 'symbol', 'undefined'].includes(typeof value)) return String(value)
  return (JSON.stringify(value) ?? String(value)).slice(0, 60)
}
