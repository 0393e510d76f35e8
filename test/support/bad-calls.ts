/** What a wrong call may do: throw a CausalError under the function's own name, or return a value without NaN. */
export interface Library {
  readonly [name: string]: unknown
}

type Call = (...args: readonly unknown[]) => unknown

/** Everything that is wrong somewhere: no list knows which function it is for. */
function badArguments(lib: Library): unknown[][] {
  const make = (name: string, ...args: readonly unknown[]): unknown => (lib[name] as Call)(...args)
  const graph = make('dag', 'A -> B -> C')
  const hidden = make('admg', 'A -> B; A <-> B')
  const table = make('table', { X: [1, 2, 4, 3, 5, 2.5], Y: [1, 0, 1, 0, 1, 1], C: ['a', 'b', 'a', 'b', 'a', 'a'] })
  const model = make('scm', { X: make('normal', 0, 1), Y: make('linear', { X: 2 }, make('normal', 0, 1)) })
  const coins = make('scm', { X: make('bernoulli', 0.5), Y: make('bernoulli', 0.5) })
  const factor = make('factor', [{ name: 'X', states: ['0', '1'] }], [0.5, 0.5])
  const known = [graph, hidden, table, model, coins, factor]
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
  const numbers = [-1, 0, 1, 1.5, 2]
  const anything = [...nothing, ...numbers, true, () => undefined, () => Number.NaN]
  const questions = [
    'A',
    ['A', 'Q'],
    { X: 1 },
    { X: null },
    { Q: Number.NaN },
    { do: 'A', outcome: 'C' },
    { do: 3, outcome: null },
    { do: null, outcome: 'C' },
    { do: { X: null }, outcome: 'Y' },
    { outcome: ['Y'], do: { X: Number.NaN }, given: null },
    { treatment: 'Y', outcome: 'X' },
    { treatment: 'Y', outcome: 'X', covariates: 7 },
    { treatment: 'Y', outcome: 'X', adjustment: [null] },
    { treatment: 'X', outcome: 'X' },
  ]
  const options = [
    ...['alpha', 'level', 'confidence', 'threshold', 'penalty', 'ridge', 'tolerance'],
    ...[
      'draws',
      'permutations',
      'folds',
      'samples',
      'rows',
      'maxConditioning',
      'maxDegree',
      'limit',
      'workers',
      'seed',
    ],
    ...['knowledge', 'given', 'latents', 'test', 'estimand', 'method', 'states', 'on'],
  ].flatMap((key) =>
    [null, 'three', Number.NaN, -1, 2.5, Number.POSITIVE_INFINITY, {}].map((value) => ({ [key]: value })),
  )
  return [
    [],
    ...[...anything, ...known].flatMap((first) => [...anything, ...known].map((second) => [first, second])),
    ...[...known, 'X', 1].flatMap((first) => [...questions, ...options].map((second) => [first, second])),
    ...[...known, 'X', 1].flatMap((first) =>
      [...questions, 'X', 'A', null, undefined, 1].flatMap((second) =>
        [...nothing, 'B', 0.5, { alpha: 2 }, { X: 1 }, graph, table].map((third) => [first, second, third]),
      ),
    ),
    ...anything.map((each) => [each, each, each, each]),
  ]
}

/** The calls of one function that end in another way than they may: `args => what happened`. */
export async function badCalls(lib: Library, name: string): Promise<string[]> {
  const found: string[] = []
  for (const args of badArguments(lib)) {
    const complain = (what: string): unknown => found.push(`${name}(${args.map(show).join(', ')}): ${what}`)
    const judge = (error: unknown): void => {
      const said = error instanceof Error ? (error.stack ?? '') : String(error)
      if (!(error instanceof (lib['CausalError'] as typeof Error))) complain(said)
      else if (!error.message.startsWith(`${name}: `)) complain(`wrong name in ${said}`)
    }
    try {
      const value = await (lib[name] as Call)(...args)
      if (hasNaN(value)) complain('NaN')
      if (isIterator(value)) hasNaN(value.next().value) && complain('NaN')
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
  if (typeof value === 'number' || typeof value === 'function' || value === undefined) return String(value)
  return (JSON.stringify(value) ?? String(value)).slice(0, 60)
}
