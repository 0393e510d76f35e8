import { signal } from '@preact/signals'
import type { Answers, PartName, Question } from './question'

/** What has been found so far; `busy` while more may come. */
export const answers = signal<Answers>({})
export const busy = signal(false)
/** Why the rest was given up. */
export const givenUp = signal<string | null>(null)

const longest = 10_000
let worker: Worker | null = null
let id = 0
let timer: ReturnType<typeof setTimeout> | undefined
let patience: ReturnType<typeof setTimeout> | undefined

interface Reply {
  readonly id: number
  readonly part: PartName | null
  readonly answer: Answers[PartName]
}

function stop(): void {
  worker?.terminate()
  worker = null
}

/** Asks once typing pauses; a question that is still being answered is dropped. */
export function ask(question: Question | null): void {
  clearTimeout(timer)
  clearTimeout(patience)
  if (busy.peek()) stop()
  id++
  givenUp.value = null
  if (question === null) {
    answers.value = {}
    busy.value = false
    return
  }
  busy.value = true
  timer = setTimeout(() => {
    answers.value = {}
    worker ??= new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
    worker.onmessage = ({ data }: MessageEvent<Reply>) => {
      if (data.id !== id) return
      if (data.part !== null) answers.value = { ...answers.value, [data.part]: data.answer }
      else {
        clearTimeout(patience)
        busy.value = false
      }
    }
    worker.onerror = () => fail('The computation stopped. Change the graph or reload the page: what you typed is kept.')
    patience = setTimeout(
      () =>
        fail(
          'What is missing below takes longer than ten seconds in this graph, and was given up. Hide or remove nodes that do not matter.',
        ),
      longest,
    )
    worker.postMessage({ id, question })
  }, 150)
}

function fail(message: string): void {
  clearTimeout(patience)
  stop()
  busy.value = false
  givenUp.value = message
}
