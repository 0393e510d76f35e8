export { answerWork } from './answer-work.js'
