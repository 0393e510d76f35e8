export interface Block {
  readonly name: string
  readonly start: number
  readonly end: number
  readonly code: string
}
export declare function pageBlocks(text: string): Block[]
export declare function exampleBlocks(text: string): Block[]
