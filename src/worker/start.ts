import { answerWork } from './answer-work.js'

// the file that workers() starts
answerWork()
