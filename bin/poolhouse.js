#!/usr/bin/env node
// Starts the compiled command line; compiles it first where a checkout has not been built yet.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const main = new URL('../dist/bundle/main.js', import.meta.url)
if (!existsSync(main)) {
  const build = fileURLToPath(new URL('../scripts/build.js', import.meta.url))
  const { status } = spawnSync(process.execPath, [build], { stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}
await import(main.href)
