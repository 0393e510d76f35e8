export interface Head {
  readonly title: string
  readonly kind: string
  readonly question: string
  readonly believe: string
  readonly code: string
}
export declare const kinds: readonly string[]
export declare function headOf(text: string): Head
export declare function verbsOf(text: string): string[]
export declare function picturesOf(stdout: string): string[]
