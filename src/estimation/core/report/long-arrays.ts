/**
 * A frozen result whose per-row arrays stay out of JSON: `JSON.stringify` writes every other field, and `omitted` names
 * what was left out. The method is not enumerable, so copies by spread and by `structuredClone` hold the fields alone.
 */
export function withoutInJson<R extends object>(result: R, omitted: readonly (keyof R & string)[]): Readonly<R> {
  Object.defineProperty(result, 'toJSON', {
    value: () => ({
      ...Object.fromEntries(Object.entries(result).filter(([key]) => !(omitted as readonly string[]).includes(key))),
      omitted: [...omitted],
    }),
  })
  return Object.freeze(result)
}
