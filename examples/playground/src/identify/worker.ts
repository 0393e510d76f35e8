import { capital } from '../ui/capital'
import { ways } from './answers'
import type { Answers, PartName, Question } from './question'

/** A part of the answer, or that all of them have been told. */
export type Reply = { readonly part: PartName; readonly answer: Answers[PartName] } | { readonly part: null }

/** Answers a question part by part, so that a slow one keeps none of the others back. */
self.onmessage = ({ data }: MessageEvent<Question>) => {
  const tell = (reply: Reply): void => self.postMessage(reply)
  for (const part of Object.keys(ways) as PartName[]) {
    try {
      tell({ part, answer: { found: true, value: ways[part](data) } as Answers[PartName] })
    } catch (error) {
      const message = error instanceof Error ? error.message.replace(/^\w+: /, '') : String(error)
      tell({ part, answer: { found: false, message: capital(message) } })
    }
  }
  tell({ part: null })
}
