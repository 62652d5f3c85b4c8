// Compiles the TypeScript sources to dist/ (or to the folder named as the first argument), and joins what the command
// line needs into few files in its folder bundle/: several hundred small modules would take most of a start.
import '../bin/check-node.js'
import { spawnSync } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const out = join(root, process.argv[2] ?? 'dist')
const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc')

if (!existsSync(tsc)) process.exit(withoutCompiler())

const incremental = ['--incremental', '--tsBuildInfoFile', join(out, 'build-info.json')] // kept beside what it describes
const project = [tsc, '--project', root, '--outDir', out, ...incremental]
const compiled = spawnSync(process.execPath, project, { stdio: 'inherit' })

const { bundle } = await import('./bundle.js')
rmSync(join(out, 'bundle'), { recursive: true, force: true }) // names hold digests: old parts would pile up
await bundle(root, out)
process.exit(compiled.status ?? 1)

/**
 * An installation without development packages (`npm ci --omit=dev`, NODE_ENV=production) keeps the bundle that it has, or
 * says what to do. During the installation of its packages that is no failure, only when the bundle is needed now.
 */
function withoutCompiler() {
  if (existsSync(join(out, 'bundle', 'main.js'))) return 0
  console.error(
    'Poolhouse is not built here, which takes its development packages: run `npm ci --include=dev`, ' +
      'and then `npm prune --omit=dev` to remove them again.',
  )
  return ['ci', 'install'].includes(process.env.npm_command) ? 0 : 1
}
