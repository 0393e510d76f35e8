import { type Conditions, query, type Scm } from 'causalkit/scm'

/** The correlation of two variables of a linear model with normal noise, among units that share the values of some. */
export function correlation<T extends Readonly<Record<keyof T, number>>>(
  model: Scm<T>,
  a: keyof T & string,
  b: keyof T & string,
  held: readonly string[] = [],
): number {
  const given = Object.fromEntries(held.map((name) => [name, 0]))
  const conditions: Conditions<Record<string, number>> = held.length === 0 ? {} : { given }
  const answer = query(model as unknown as Scm<Record<string, number>>, [a, b], conditions)
  if (answer.method !== 'gaussian') throw new Error(`no correlation by ${answer.method}`)
  const [varianceA, covariance, , varianceB] = answer.covariance
  const found = covariance! / Math.sqrt(varianceA! * varianceB!)
  return Math.abs(found) < 1e-12 ? 0 : found
}
