type Library = typeof import('../../src/everything.js')
type Table<T> = import('../../src/data/types.js').Table<T>

export declare const worlds: {
  readonly visits: (
    library: Library,
  ) => Table<{ severity: number; old: number; offered: number; treated: number; recovery: number }>
  readonly chain: (library: Library) => Table<{ P: number; Q: number; R: number; S: number; T: number }>
  readonly stones: (library: Library) => Table<{ stone: string; treatment: string; recovered: string }>
  readonly market: (library: Library) => Table<{ heat: number; demand: number; price: number }>
  readonly shops: (
    library: Library,
  ) => Table<{ shop: string; month: number; start: number; card: number; footfall: number; sales: number }>
  readonly grants: (library: Library) => Table<{ score: number; grant: number; income: number }>
}
