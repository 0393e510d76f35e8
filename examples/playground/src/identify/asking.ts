import { signal } from '@preact/signals'
import { linkTo } from '../worker/link'
import type { Answers, Question } from './question'
import type { Reply } from './worker'

/** What has been found so far; `busy` while more may come. */
export const answers = signal<Answers>({})
export const busy = signal(false)
/** Why the rest was given up. */
export const givenUp = signal<string | null>(null)

const longest = 10_000
const link = linkTo<Question, Reply>(() => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }))
let timer: ReturnType<typeof setTimeout> | undefined
let patience: ReturnType<typeof setTimeout> | undefined

/** Asks once typing pauses; a question that is still being answered is dropped. */
export function ask(question: Question | null): void {
  clearTimeout(timer)
  if (busy.peek()) link.end()
  settle(null)
  if (question === null) {
    answers.value = {}
    return
  }
  busy.value = true
  timer = setTimeout(() => {
    answers.value = {}
    patience = setTimeout(() => {
      link.end()
      settle(
        'What is missing below takes longer than ten seconds in this graph, and was given up. Hide or remove nodes that do not matter.',
      )
    }, longest)
    link.ask(
      question,
      (reply) => {
        if (reply.part === null) settle(null)
        else answers.value = { ...answers.value, [reply.part]: reply.answer }
      },
      (sentence) => settle(`${sentence}: try again, and a new one is started.`),
    )
  }, 150)
}

/** Nothing is open any more: all is answered, or the rest was given up. */
function settle(why: string | null): void {
  clearTimeout(patience)
  busy.value = false
  givenUp.value = why
}
