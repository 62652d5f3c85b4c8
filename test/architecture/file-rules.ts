import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './source.ts'

/** Words that do not say what a file is for. Those of the second list may begin a name, as in service-error. */
const NOWHERE = ['util', 'utils', 'helper', 'helpers', 'misc', 'repository', 'repositories']
const NOT_LAST = ['service', 'services', 'manager', 'managers', 'common']

/** Names of files and folders: kebab-case, and meaningful. */
export function wrongNames(paths: readonly string[]): string[] {
  return paths.flatMap((path) => {
    const parts = path.replace(/(\.test(-data)?)?\.(tsx?|js)$/, '').split('/')
    const wrong = parts.find((part) => {
      const words = part.split('-')
      return (
        !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(part) ||
        words.some((word) => NOWHERE.includes(word)) ||
        (NOT_LAST.includes(words.at(-1) ?? '') && part !== 'self-service') // which is no service
      )
    })
    return wrong === undefined ? [] : [`${path} is badly named: ${wrong}`]
  })
}

// Written in pieces so that this file doesn't break its own rule.
const MACHINE_PATHS = ['work', 'root', 'home', 'Users'].map((folder) => `/${folder}/`)
const REGISTRY_HOSTS = [
  ['registry', 'npmjs', 'org'],
  ['registry', 'yarnpkg', 'com'],
  ['deb', 'debian', 'org'],
  ['pypi', 'org'],
  ['files', 'pythonhosted', 'org'],
].map((labels) => labels.join('.'))

/** The places in a text that name a folder of someone's machine or the host of a package registry. */
export function machineTraces(path: string, text: string): string[] {
  const folder = MACHINE_PATHS.find((start) => new RegExp(`(^|[\\s'"\`(=:])${start}[\\w.]`, 'm').test(text))
  const host = REGISTRY_HOSTS.find((name) => text.includes(name))
  return [folder, host].flatMap((trace) => (trace === undefined ? [] : [`${path} names ${trace}`]))
}

/** The files that git tracks, or all files of the checkout if there is no git (an unpacked archive). */
export function trackedFiles(): string[] {
  try {
    const listed = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8', stdio: 'pipe' })
    const paths = listed.split('\0').filter((path) => path !== '')
    if (paths.length > 0) return paths
  } catch {}
  return readdirSync(root, { recursive: true, withFileTypes: true, encoding: 'utf8' })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .filter((path) => !/^(node_modules|dist[^/]*|\.git|poolhouse-data)\/|\.log$/.test(path))
}

/** The text of a file of the checkout; empty if it is binary or was deleted. */
export function textOf(path: string): string {
  try {
    const content = readFileSync(join(root, path))
    return content.includes(0) ? '' : content.toString('utf8')
  } catch {
    return ''
  }
}
