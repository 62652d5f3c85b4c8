// Starts the compiled command line; compiles it first where a checkout has not been built yet.
const { spawnSync } = require('node:child_process')
const { existsSync } = require('node:fs')
const { availableParallelism } = require('node:os')
const path = require('node:path')
const { pathToFileURL } = require('node:url')

// Signatures are made by threads of their own: more of them than processors only get in each other's way. The size is
// read when the first thread starts, which loading an ES module does; so this file is none.
process.env.UV_THREADPOOL_SIZE ??= String(Math.max(2, availableParallelism()))

const main = path.join(__dirname, '../dist/bundle/main.js')
if (!existsSync(main)) {
  const build = path.join(__dirname, '../scripts/build.js')
  const { status } = spawnSync(process.execPath, [build], { stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}
import(pathToFileURL(main).href)
