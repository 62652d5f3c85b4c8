#!/usr/bin/env node
// The commands of docs/guides/containers.md on a machine without a container engine: `docker build` by buildah, and a
// container as processes in namespaces of their own. For try-image.js, which calls it `docker`.
//
//   POOLHOUSE_STAND_IN_STATE   a folder for what an engine keeps of its containers
//   POOLHOUSE_STAND_IN_PORT    the port that the server takes instead of its own: the network is the machine's
import { execFileSync, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const CERTIFICATES = '/etc/ssl/certs/ca-certificates.crt'
const TAKES_A_VALUE = new Set(['-t', '--name', '-p', '--tmpfs', '-v', '-e'])
// Neither needs anything of the kernel that a machine without a container engine may lack.
const environment = { BUILDAH_ISOLATION: 'chroot', STORAGE_DRIVER: 'vfs', ...process.env }

const COMMANDS = { build, run, logs, exec, stop }
const [command, ...args] = process.argv.slice(2)
const { options, words } = parsed(args)
await COMMANDS[command](options, words)

function parsed(all) {
  const options = []
  let at = 0
  for (; all[at]?.startsWith('-'); at++) {
    const takesValue = TAKES_A_VALUE.has(all[at])
    options.push(takesValue ? [all[at], all[++at]] : [all[at]])
  }
  return { options, words: all.slice(at) }
}

function valuesOf(options, name) {
  return options.filter(([it]) => it === name).map(([, value]) => value)
}

function buildah(...all) {
  return execFileSync('buildah', all, {
    env: environment,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  }).trim()
}

/** Named apart from images that were built to be used. */
function imageOf(name) {
  return `localhost/${name}-tried`
}

function build(options, [context]) {
  const secret = existsSync(CERTIFICATES) ? ['--secret', `id=certificates,src=${CERTIFICATES}`] : []
  const [name] = valuesOf(options, '-t')
  buildah('bud', '--quiet', '--format', 'docker', '--pull-never', '--tag', imageOf(name), ...secret, context)
}

function stateOf(name) {
  return join(process.env.POOLHOUSE_STAND_IN_STATE, name)
}

function run(options, [image, ...own]) {
  const [name] = valuesOf(options, '--name')
  const { config } = JSON.parse(buildah('inspect', '--type', 'image', imageOf(image))).Docker
  const state = stateOf(name)
  mkdirSync(state, { recursive: true })
  const container = buildah('from', '--pull-never', imageOf(image))
  const root = buildah('mount', container)
  const volumes = valuesOf(options, '-v').map((it) => {
    const [volume, place] = it.split(':')
    const folder = join(state, `volume-${volume}`)
    mkdirSync(folder)
    chownSync(folder, ...config.User.split(':').map(Number)) // as the folder of the image that it covers
    return `mount --bind '${folder}' '${root}${place}'\n`
  })
  const inMemory = valuesOf(options, '--tmpfs').map((place) => `mount -t tmpfs tmpfs '${root}${place}'\n`)
  const readOnly = options.some(([it]) => it === '--read-only') ? `mount -o remount,bind,ro '${root}'` : ''
  const prepared = `set -e
mount --bind '${root}' '${root}'; mount -t proc proc '${root}/proc'; mount --rbind /dev '${root}/dev'
${volumes.join('')}${inMemory.join('')}${readOnly}
exec "$@"`
  const variables = [
    ...config.Env,
    ...valuesOf(options, '-e'),
    `POOLHOUSE_PORT=${process.env.POOLHOUSE_STAND_IN_PORT}`,
  ]
  const entered = [
    'chroot',
    `--userspec=${config.User}`,
    root,
    'env',
    '-i',
    `--chdir=${config.WorkingDir}`,
    ...variables,
  ]
  const program = [...config.Entrypoint, ...(own.length > 0 ? own : config.Cmd)]
  const namespaces = ['--mount', '--propagation', 'private', '--pid', '--fork', '--kill-child']
  const log = openSync(join(state, 'log'), 'a')
  const server = spawn('unshare', [...namespaces, 'sh', '-c', prepared, 'sh', ...entered, ...program], {
    detached: true,
    stdio: ['ignore', log, log],
  })
  writeFileSync(
    join(state, 'state.json'),
    JSON.stringify({ container, pid: server.pid, root, config, variables }),
  )
  server.unref()
  console.log(name)
}

function logs(_options, [name]) {
  process.stdout.write(readFileSync(join(stateOf(name), 'log')))
}

function known(name) {
  return JSON.parse(readFileSync(join(stateOf(name), 'state.json'), 'utf8'))
}

/** The process that `unshare` started: process 1 of the container. */
function firstProcessOf({ pid }) {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim()
}

function exec(_options, [name, ...program]) {
  const container = known(name)
  const { root, config, variables } = container
  const entered = ['--target', firstProcessOf(container), '--mount', '--pid']
  const chroot = ['chroot', `--userspec=${config.User}`, root, 'env', '-i', `--chdir=${config.WorkingDir}`]
  try {
    execFileSync('nsenter', [...entered, ...chroot, ...variables, ...program], { stdio: 'inherit' })
  } catch ({ status }) {
    process.exit(status ?? 1)
  }
}

async function stop(options, [name]) {
  const [seconds = 10] = valuesOf(options, '-t')
  const container = known(name)
  const first = existsSync(`/proc/${container.pid}`) ? firstProcessOf(container) : ''
  if (first !== '') {
    process.kill(Number(first), 'SIGTERM')
    const end = Date.now() + Number(seconds) * 1000
    while (existsSync(`/proc/${first}`)) {
      if (Date.now() > end) process.kill(Number(first), 'SIGKILL')
      await sleep(100)
    }
  }
  buildah('rm', container.container)
  console.log(name)
}
