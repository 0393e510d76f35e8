export interface Task {
  readonly title: string
  readonly names: readonly string[]
}
export interface Room {
  readonly name: string
  readonly purpose: string
  readonly about: string
  readonly names: readonly string[]
  readonly tasks: readonly Task[]
}
export declare const floors: readonly (readonly [title: string, rooms: readonly string[]])[]
export declare function tasksOf(room: string, found: ReadonlyMap<string, readonly string[]>): Task[]
export declare function rooms(): Room[]
