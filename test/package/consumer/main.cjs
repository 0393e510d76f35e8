const { dag, dSeparated } = require('causalkit')
if (dSeparated(dag('A -> B -> C'), 'A', 'C')) throw new Error('wrong answer')
console.log('consumer (require): A and C are joined through B')
