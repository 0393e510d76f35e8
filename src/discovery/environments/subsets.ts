/** All subsets of 0 … n − 1 with at most `most` members, smaller ones first, in dictionary order within a size. */
export function subsets(n: number, most: number = n): readonly (readonly number[])[] {
  const all: (readonly number[])[] = [[]]
  for (let from = 0; from < all.length; from++) {
    const base = all[from]!
    if (base.length >= most) continue
    for (let i = (base.at(-1) ?? -1) + 1; i < n; i++) all.push([...base, i])
  }
  return all
}
