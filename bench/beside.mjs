// npm run bench:beside: the same questions by this library and by packages for Python. See beside/run.mjs; a process with `--ours` is
// this library's side of it.
if (process.argv[2] === '--ours') await import('./beside/ours.mjs')
else await import('./beside/run.mjs')
