// Writes the bill of materials (CycloneDX) of the packages that are installed beside a build, and of those of which its
// bundle contains a part.   node scripts/write-sbom.js <file>
//
// For an installation without development packages, whose package.json names none: `npm sbom --omit=dev` would leave out
// packages that are needed, if a development package needs them too.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const [file = 'sbom.cdx.json'] = process.argv.slice(2)

const listed = execFileSync('npm', ['sbom', '--sbom-format=cyclonedx', '--sbom-type=application'], {
  cwd: root,
  encoding: 'utf8',
  stdio: ['ignore', 'pipe', 'inherit'],
  maxBuffer: 64 * 1024 * 1024,
})
const bill = JSON.parse(listed)
const present = new Set(bill.components.map(({ purl }) => purl))
const bundled = JSON.parse(readFileSync(join(root, 'dist/bundle/packages.json'), 'utf8')).map(toComponent)
bill.components.push(...bundled.filter(({ purl }) => !present.has(purl)))
writeFileSync(file, `${JSON.stringify(bill, null, 2)}\n`)

function toComponent({ name, version, license }) {
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`
  return {
    'bom-ref': `${name}@${version}`,
    type: 'library',
    name,
    version,
    scope: 'required',
    purl,
    licenses: [{ license: { id: license } }],
  }
}
