import { answerWork } from '../../src/worker/index.js'
import { own } from './own-functions.js'

answerWork(own)
