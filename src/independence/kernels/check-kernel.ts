import { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import type { Kernel } from './types.js'

/** Whether a value has the form of a kernel. */
export function isKernel(value: unknown): value is Kernel {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as Kernel).gram === 'function' &&
    typeof (value as Kernel).name === 'string'
  )
}

/** Throws unless a value has the form of a kernel. */
export function checkKernel(value: unknown): void {
  if (isKernel(value)) return
  throw new CausalError('invalid-argument', `a kernel is a value such as gaussianKernel(), got ${show(value)}.`)
}
