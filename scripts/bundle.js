// Joins the compiled modules into few files, and with them the packages that only `devDependencies` names: the clients of
// the AWS SDK, of which we use little, and which would take more room than everything else together.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'

/** Bundles what is compiled in `out` into its folder bundle/. */
export async function bundle(root, out) {
  const { dependencies, optionalDependencies } = manifest(root)
  const outdir = join(out, 'bundle')
  const common = {
    outdir,
    bundle: true,
    platform: 'node',
    target: 'node20',
    external: Object.keys({ ...dependencies, ...optionalDependencies }),
    logLevel: 'error',
    mainFields: ['module', 'main'], // of the AWS SDK its ES modules: of those, what is not used is left out
    metafile: true,
    absWorkingDir: root,
    minifySyntax: true,
    legalComments: 'none', // the licences are kept in a file
  }
  const program = await build({
    ...common,
    entryPoints: {
      main: join(out, 'src/cli/main.js'),
      'module-runner': join(out, 'src/gateways/functions/module-runner.js'), // the script of a worker thread
    },
    splitting: true, // commands, pages and gateways stay apart, to be loaded when they are asked for
    format: 'esm',
  })
  await build({
    ...common,
    entryPoints: { testing: join(out, 'src/testing/start-poolhouse.js') },
    format: 'cjs', // which every test runner loads, whether by import or require
    outExtension: { '.js': '.cjs' },
    banner: { js: "const HERE = require('node:url').pathToFileURL(__filename).href" },
    define: { 'import.meta.url': 'HERE' },
  })
  const packages = packagesIn(program.metafile, root)
  writeFileSync(join(outdir, 'packages.json'), `${JSON.stringify(packages.map(described), null, 2)}\n`)
  writeFileSync(join(outdir, 'LICENSES.txt'), licences(packages))
}

/** The packages of whose code a part is in the bundle, sorted by name. */
function packagesIn({ outputs }, root) {
  const folders = Object.values(outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => {
      const [folder] = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path) ?? []
      return folder === undefined || bytesInOutput === 0 ? [] : [join(root, folder)]
    }),
  )
  return [...new Set(folders)].sort().map((folder) => ({ folder, ...manifest(folder) }))
}

function described({ name, version, license }) {
  return { name, version, license }
}

function licences(packages) {
  const byText = new Map()
  for (const it of packages) {
    const text = textOfLicence(it)
    byText.set(text, [...(byText.get(text) ?? []), it])
  }
  const parts = [...byText].map(
    ([text, those]) => `${those.map(({ name, version }) => `${name} ${version}`).join('\n')}\n\n${text}`,
  )
  return `The files in this folder contain parts of these packages.\n\n${parts.join('\n\n')}\n`
}

function textOfLicence({ folder, license }) {
  for (const name of ['LICENSE', 'LICENSE.txt', 'LICENSE.md']) {
    try {
      return readFileSync(join(folder, name), 'utf8').trim()
    } catch {}
  }
  return `License: ${license}`
}

function manifest(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
}
