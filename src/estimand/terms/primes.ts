/**
 * The primes that tell values of one variable apart, `x`, `x'`, `x''` …: each value takes the smallest number that no
 * other in scope has, and gives it back when its scope ends. Constant time for nested scopes.
 */
export class Primes {
  readonly #used = new Map<string, { readonly taken: Set<number>; smallest: number }>()

  /** The smallest number of primes from `least` on that is free for the variable; it is free no more. */
  take(variable: string, least: number): number {
    let state = this.#used.get(variable)
    if (state === undefined) {
      state = { taken: new Set(), smallest: 0 }
      this.#used.set(variable, state)
    }
    let prime = Math.max(least, state.smallest)
    while (state.taken.has(prime)) prime++
    state.taken.add(prime)
    while (state.taken.has(state.smallest)) state.smallest++
    return prime
  }

  giveBack(variable: string, prime: number): void {
    const state = this.#used.get(variable)
    if (state === undefined) return
    state.taken.delete(prime)
    state.smallest = Math.min(state.smallest, prime)
  }
}
