import type { Said } from './jobs'

/** A number in four digits; what is zero but for rounding is 0. */
export const digits = (value: number): string =>
  Number.isFinite(value)
    ? String(Math.abs(value) < 1e-12 ? 0 : Number(value.toPrecision(4))).replace(/^-/, '−')
    : 'unknown'

/** A p-value. */
export const pText = (value: number): string => (value < 0.001 ? '< 0.001' : value.toFixed(3))

/** Whose effect a word stands for. */
export const whose: Readonly<Record<string, string>> = {
  ATE: 'everybody',
  ATT: 'those who were treated',
  ATC: 'those who were not',
  ATO: 'those for whom either treatment was likely',
  LATE: 'those whom the instrument moves',
}

/** What an estimate means, in a sentence. */
export function meaning({ estimate, interval, contrast, population }: Extract<Said, { estimated: true }>): string {
  const includes = interval[0] <= 0 && interval[1] >= 0
  return `From ${contrast.from} to ${contrast.to}, the mean outcome of ${whose[population] ?? population} changes by ${digits(estimate)} (from ${digits(interval[0])} to ${digits(interval[1])} are compatible with the rows)${includes ? ': no effect at all is among these' : ''}. It is the effect only if the graph is right.`
}
