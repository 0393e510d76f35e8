import { show } from '../../show.js'

/** `X, Y and Z`, names in quotes where they could be misread. */
export function listed(names: readonly string[]): string {
  const shown = names.map((name) => (/^[\p{L}\p{M}\p{N}_.']+$/u.test(name) ? name : show(name)))
  if (shown.length === 0) return 'nothing'
  return shown.length === 1 ? shown[0]! : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`
}
