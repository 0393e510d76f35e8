import { ways } from './answers'
import type { PartName, Question } from './question'

/** Answers a question part by part, so that a slow one keeps none of the others back. */
self.onmessage = ({ data }: MessageEvent<{ readonly id: number; readonly question: Question }>) => {
  const { id, question } = data
  for (const part of Object.keys(ways) as PartName[]) {
    try {
      self.postMessage({ id, part, answer: { found: true, value: ways[part](question) } })
    } catch (error) {
      const message = error instanceof Error ? error.message.replace(/^\w+: /, '') : String(error)
      self.postMessage({ id, part, answer: { found: false, message: message[0]!.toUpperCase() + message.slice(1) } })
    }
  }
  self.postMessage({ id, part: null })
}
