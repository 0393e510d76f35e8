/** The searches that the panel offers. */
export const methods = {
  pc: 'PC: tests of independence, no hidden common causes',
  kernelPc: 'Kernel PC: PC by kernel tests, any shape of dependence, few rows',
  fci: 'FCI: tests of independence, hidden common causes allowed',
  boss: 'BOSS: the best order by a score (BIC)',
  ges: 'GES: the best class by a score (BIC)',
  pcmciPlus: 'PCMCI+: rows in order of time, with lags',
} as const
export type Method = keyof typeof methods

/** What is asked of a search, as it is kept in the work. */
export interface Settings {
  readonly method: Method
  readonly alpha: number
  readonly maxLag: number
  /** The column of times, for series; empty: the rows are in order. */
  readonly time: string
  readonly required: string
  readonly forbidden: string
  readonly tiers: string
  /** Bootstrap replicates; 0 for none. */
  readonly draws: number
  /** How many steps of time that follow each other a replicate of a series draws together. */
  readonly blockLength: number
  /** The most rows for kernel tests. */
  readonly kernelRows: number
}

export const firstSettings: Settings = {
  method: 'pc',
  alpha: 0.05,
  maxLag: 2,
  time: '',
  required: '',
  forbidden: '',
  tiers: '',
  draws: 0,
  blockLength: 1,
  kernelRows: 200,
}

const texts = ['time', 'required', 'forbidden', 'tiers'] as const
const numbers = ['alpha', 'maxLag', 'draws', 'blockLength', 'kernelRows'] as const

/** Whether kept settings are such: they come from addresses too. What was kept before a setting was there lacks it. */
export function isSettings(value: unknown): value is Partial<Settings> {
  if (typeof value !== 'object' || value === null) return false
  const it = { ...firstSettings, ...value } as Record<string, unknown>
  return (
    typeof it['method'] === 'string' &&
    Object.hasOwn(methods, it['method']) &&
    texts.every((key) => typeof it[key] === 'string' && it[key].length < 20_000) &&
    numbers.every((key) => Number.isFinite(it[key]))
  )
}
