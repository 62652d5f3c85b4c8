// Compiles the TypeScript sources to dist/ (or to the folder named as the first argument) and copies the data
// files that the code reads beside itself.
import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const out = join(root, process.argv[2] ?? 'dist')
const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc')

// An installation without development dependencies (`npm ci --omit=dev`) keeps the dist/ that it was given.
if (!existsSync(tsc)) process.exit(existsSync(out) ? 0 : 1)

const compiled = spawnSync(process.execPath, [tsc, '--project', root, '--outDir', out], { stdio: 'inherit' })

for (const folder of ['src', 'test', 'bench']) {
  if (!existsSync(join(root, folder))) continue
  for (const name of readdirSync(join(root, folder), { recursive: true })) {
    if (!/\.(json|sql|css|yaml)$/.test(name)) continue
    const target = join(out, folder, name)
    mkdirSync(dirname(target), { recursive: true })
    copyFileSync(join(root, folder, name), target)
  }
}
process.exit(compiled.status ?? 1)
