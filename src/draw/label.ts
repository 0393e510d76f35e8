import { textWidth } from './svg.js'

/** A piece of a name: on the line, raised or lowered. */
export interface Run {
  readonly text: string
  readonly level: 'base' | 'sub' | 'sup'
}

/** A name as it is drawn: lines of runs, and the room that they take. */
export interface Label {
  readonly lines: readonly (readonly Run[])[]
  readonly width: number
  readonly height: number
  /** That it is another text than the name. */
  readonly isGiven?: boolean
}

const lineHeight = 18
/** Names wider than this are broken at spaces. */
const widest = 150

const greek = new Map(
  Object.entries({
    alpha: 'α',
    beta: 'β',
    gamma: 'γ',
    delta: 'δ',
    epsilon: 'ε',
    zeta: 'ζ',
    eta: 'η',
    theta: 'θ',
    iota: 'ι',
    kappa: 'κ',
    lambda: 'λ',
    mu: 'μ',
    nu: 'ν',
    xi: 'ξ',
    pi: 'π',
    rho: 'ρ',
    sigma: 'σ',
    tau: 'τ',
    upsilon: 'υ',
    phi: 'φ',
    chi: 'χ',
    psi: 'ψ',
    omega: 'ω',
    Gamma: 'Γ',
    Delta: 'Δ',
    Theta: 'Θ',
    Lambda: 'Λ',
    Xi: 'Ξ',
    Pi: 'Π',
    Sigma: 'Σ',
    Phi: 'Φ',
    Psi: 'Ψ',
    Omega: 'Ω',
  }),
)

const script = String.raw`(?:\{[^{}]+\}|\p{N}+|\p{L}{1,3}|[+*'])`
/**
 * A base and what stands below or above it, each once: `X_1`, `X_{t-1}`, `U_XY`, `\beta_1^2`, `income_2`; `age_group` and
 * `income_2020` are plain names.
 */
const scripted = new RegExp(
  String.raw`^(\\[A-Za-z]+|\p{L}|\p{L}[\p{L}\p{N}]*(?=_\d\d?$|_\{|\^))(_${script}(?:\^${script})?|\^${script}(?:_${script})?)$`,
  'u',
)

/** The runs of a name. */
function runsOf(name: string): readonly Run[] {
  if (!/[_^\\]/.test(name)) return [{ text: name, level: 'base' }]
  // in dollars as TeX has it, where that is no more than this
  const bare = /^\$([^$]+)\$$/.exec(name)?.[1] ?? name
  const word = /^\\([A-Za-z]+)$/.exec(bare)
  if (word !== null && greek.has(word[1]!)) return [{ text: greek.get(word[1]!)!, level: 'base' }]
  const match = scripted.exec(bare)
  if (match === null) return [{ text: name, level: 'base' }]
  const base = match[1]!.startsWith('\\') ? greek.get(match[1]!.slice(1)) : match[1]!
  if (base === undefined) return [{ text: name, level: 'base' }]
  const runs: Run[] = [{ text: base, level: 'base' }]
  for (const [, mark, braced, plain] of match[2]!.matchAll(/([_^])(?:\{([^{}]+)\}|(\p{N}+|\p{L}{1,3}|[+*']))/gu)) {
    const text = (braced ?? plain)!.replace(/\\([A-Za-z]+)/g, (whole, name: string) => greek.get(name) ?? whole)
    runs.push({ text, level: mark === '_' ? 'sub' : 'sup' })
  }
  return runs
}

/** A name laid out: scripts, and lines where it is long. */
export function labelOf(name: string): Label {
  const runs = runsOf(name)
  const lines = runs.length === 1 ? wrapped(runs[0]!.text).map((text): Run[] => [{ text, level: 'base' }]) : [runs]
  return {
    lines,
    width: lines.reduce((most, line) => Math.max(most, lineWidth(line)), 0),
    height: lines.length * lineHeight,
  }
}

export function lineWidth(runs: readonly Run[]): number {
  return runs.reduce((sum, { text, level }) => sum + textWidth(text) * (level === 'base' ? 1 : 0.72), 0)
}

/** Where the middle of each line stands, from the middle of the label. */
export function lineOffset(label: Label, k: number): number {
  return (k - (label.lines.length - 1) / 2) * lineHeight
}

/** A text broken at spaces into lines about equally long. */
function wrapped(text: string): readonly string[] {
  const whole = textWidth(text)
  if (whole <= widest || !/\S \S/.test(text)) return [text]
  const aim = whole / Math.ceil(whole / widest)
  const lines: string[] = []
  let line = ''
  // only single spaces between words are places to break: all others are part of the name
  for (const word of text.split(/(?<=\S) (?=\S)/)) {
    const longer = line === '' ? word : `${line} ${word}`
    const isOver = line !== '' && textWidth(longer) > widest
    // whichever end lies nearer to the aim
    const isNearer = line !== '' && Math.abs(textWidth(line) - aim) < Math.abs(textWidth(longer) - aim)
    if (isOver || (isNearer && textWidth(longer) > aim)) {
      lines.push(line)
      line = word
    } else line = longer
  }
  return [...lines, line]
}
