export declare function plainQuery(text: string): string
export declare const pagesOf: ReadonlyMap<string, readonly string[]>
export declare const wordsOf: ReadonlyMap<string, string>
