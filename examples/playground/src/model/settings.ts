import type { Structure, StructureNode } from './structure'

/** How one variable comes about: a number with normal noise, or yes (1) and no (0) by a logistic curve. */
export interface Mechanism {
  readonly kind: 'linear' | 'logistic'
  readonly intercept: number
  /** The standard deviation of the noise of a linear mechanism. */
  readonly noise: number
  readonly coefficients: Readonly<Record<string, number>>
}

/** What the panel keeps. Names that the graph no longer has are kept too: they may come back. */
export interface ModelSettings {
  readonly mechanisms: Readonly<Record<string, Partial<Mechanism>>>
  /** What is set by intervention. */
  readonly set: Readonly<Record<string, number>>
  /** The variables whose distributions are shown; the outcome alone when empty. */
  readonly shown: readonly string[]
  readonly rowCount: number
  readonly seed: number
  /** The row of the counterfactual, from 0, and what is altered in it. */
  readonly row: number
  readonly altered: Readonly<Record<string, number>>
}

export const firstSettings: ModelSettings = {
  mechanisms: {},
  set: {},
  shown: [],
  rowCount: 10_000,
  seed: 1,
  row: 0,
  altered: {},
}

export const ranges = {
  intercept: { min: -5, max: 5, step: 0.1 },
  coefficient: { min: -3, max: 3, step: 0.1 },
  noise: { min: 0.1, max: 3, step: 0.1 },
  set: { min: -5, max: 5, step: 0.1 },
} as const

export const rowCounts = [1_000, 10_000, 50_000] as const

/** A mechanism with all that is not set by hand: effects of 1 (2 on the scale of log odds), noise of 1. */
export function mechanismOf(settings: ModelSettings, node: StructureNode): Mechanism {
  const given = own(settings.mechanisms, node.name) ?? {}
  const kind = given.kind ?? 'linear'
  const strength = kind === 'linear' ? 1 : 2
  const coefficients = Object.fromEntries(
    node.parents.map((parent) => [parent, own(given.coefficients ?? {}, parent) ?? strength]),
  )
  return { kind, intercept: given.intercept ?? 0, noise: given.noise ?? 1, coefficients }
}

/** The mechanism as an equation that can be read out. */
export function equationOf(node: StructureNode, mechanism: Mechanism): string {
  const terms = [
    tidy(mechanism.intercept),
    ...node.parents.map((parent) => {
      const weight = mechanism.coefficients[parent]!
      return `${weight < 0 ? '−' : '+'} ${tidy(Math.abs(weight))} × ${parent}`
    }),
  ].join(' ')
  return mechanism.kind === 'linear'
    ? `${node.name} = ${terms} + noise of size ${tidy(mechanism.noise)}`
    : `log odds of ${node.name} = ${terms}`
}

/** What is set by intervention, of measured variables that the graph has; those that are yes or no hold 0 or 1. */
export function setValues(settings: ModelSettings, { nodes }: Structure): Readonly<Record<string, number>> {
  return valuesFor(settings, nodes, settings.set)
}

/** What is altered in the row. */
export function alteredValues(settings: ModelSettings, { nodes }: Structure): Readonly<Record<string, number>> {
  return valuesFor(settings, nodes, settings.altered)
}

function valuesFor(
  settings: ModelSettings,
  nodes: readonly StructureNode[],
  values: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  const found: [string, number][] = []
  for (const node of nodes) {
    const value = own(values, node.name)
    if (value === undefined || node.hidden) continue
    found.push([node.name, mechanismOf(settings, node).kind === 'logistic' ? (value >= 0.5 ? 1 : 0) : value])
  }
  return Object.fromEntries(found)
}

/** Whether a value that came from an address or a file is what this panel keeps. */
export function isSettings(value: unknown): value is ModelSettings {
  if (!isRecord(value)) return false
  const { mechanisms, set, shown, rowCount, seed, row, altered } = value
  return (
    isRecord(mechanisms) &&
    Object.values(mechanisms).every(isMechanism) &&
    isNumbers(set, 1e6) &&
    isNumbers(altered, 1e6) &&
    Array.isArray(shown) &&
    shown.length <= 100 &&
    shown.every((name) => typeof name === 'string') &&
    rowCounts.some((count) => count === rowCount) &&
    isWhole(seed) &&
    isWhole(row)
  )
}

function isMechanism(value: unknown): boolean {
  if (!isRecord(value)) return false
  const { kind, intercept, noise, coefficients } = value
  return (
    (kind === undefined || kind === 'linear' || kind === 'logistic') &&
    (intercept === undefined || isWithin(intercept, -5, 5)) &&
    (noise === undefined || isWithin(noise, 0.1, 3)) &&
    (coefficients === undefined || isNumbers(coefficients, 3))
  )
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isWithin = (value: unknown, least: number, most: number): boolean =>
  typeof value === 'number' && value >= least && value <= most
const isNumbers = (value: unknown, most: number): value is Record<string, number> =>
  isRecord(value) && Object.values(value).every((each) => isWithin(each, -most, most))
const isWhole = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0

/** A property that the record itself has: a node may be called `constructor`. */
function own<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined
}

/** A number in few digits: 0.333, −2, 1,200. */
export function tidy(value: number): string {
  const rounded = Math.abs(value) < 0.0005 ? 0 : Number(value.toPrecision(3))
  return rounded.toLocaleString('en').replace('-', '−')
}
