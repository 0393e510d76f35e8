export declare function recordText(path: string, command: string): string
export declare function trustPage(): string
