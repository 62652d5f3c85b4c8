// recipes/kubernetes: its manifests refer to each other correctly, and their settings are the server's.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { parseAllDocuments } from 'yaml'
import { unknownVariables } from '../../src/config/unknown-variables.ts'
import { root } from '../architecture/source.ts'

interface Manifest {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: { readonly name: string; readonly annotations?: Readonly<Record<string, string>> }
  // biome-ignore lint/suspicious/noExplicitAny: the forms of manifests are Kubernetes's
  readonly [member: string]: any
}

const text = (name: string) => readFileSync(join(root, 'recipes/kubernetes', name), 'utf8')

describe('the manifests for Kubernetes', () => {
  const manifests = parseAllDocuments(text('poolhouse.yaml')).map((document) => {
    assert.deepEqual(document.errors, [])
    return document.toJS() as Manifest
  })
  const one = (kind: string) => manifests.find((it) => it.kind === kind) ?? assert.fail(`no ${kind}`)
  const { template, replicas, selector } = one('Deployment').spec
  const [container] = template.spec.containers

  test('run two nodes, of which one stays up', () => {
    assert.deepEqual([replicas, one('PodDisruptionBudget').spec.minAvailable], [2, 1])
    for (const labels of [
      selector.matchLabels,
      one('Service').spec.selector,
      one('PodDisruptionBudget').spec.selector.matchLabels,
    ]) {
      assert.deepEqual(labels, template.metadata.labels)
    }
  })

  test('have settings that the server knows', () => {
    const { data } = one('ConfigMap')
    assert.deepEqual(unknownVariables(data), [])
    assert.equal(unknownVariables({ ...data, POOLHOUSE_PUBLIK_URL: '' }).length, 1)
    assert.equal(container.envFrom[0].configMapRef.name, one('ConfigMap').metadata.name)
  })

  test('read each secret from a file that the command in the README puts there', () => {
    const [{ mountPath }] = container.volumeMounts.filter(({ name }: { name: string }) => name === 'secrets')
    const files = Object.entries(one('ConfigMap').data).flatMap(([name, it]) =>
      name.endsWith('_FILE') ? [`${it}`] : [],
    )
    assert.equal(files.length, 5)
    const given = [...text('README.md').matchAll(/--from-file=(\S+)/g)].map(
      ([, name]) => `${mountPath}/${name}`,
    )
    assert.deepEqual(given.sort(), files.sort())
  })

  test('delete those files afterwards, and take bodies as large as the server does', () => {
    const [, removed = ''] = /^rm ([^#\n]+)/m.exec(text('README.md')) ?? []
    const given = [...text('README.md').matchAll(/--from-file=(\S+)/g)].map(([, name]) => name)
    assert.deepEqual(removed.trim().split(' ').sort(), given.sort())
    const annotations = one('Ingress').metadata.annotations ?? {}
    assert.equal(annotations['nginx.ingress.kubernetes.io/proxy-body-size'], '100m')
  })

  test('probe pages and ports that the image has', () => {
    const dockerfile = readFileSync(join(root, 'Dockerfile'), 'utf8')
    assert.match(dockerfile, new RegExp(`^EXPOSE ${container.ports[0].containerPort}$`, 'm'))
    assert.match(dockerfile, new RegExp(`^USER ${template.spec.securityContext.runAsUser}:`, 'm'))
    for (const probe of ['startupProbe', 'readinessProbe', 'livenessProbe']) {
      assert.match(container[probe].httpGet.path, /^\/(ready|health)$/)
      assert.equal(container[probe].httpGet.port, container.ports[0].name)
    }
  })

  test('give no rights that the server does not need', () => {
    assert.equal(container.securityContext.readOnlyRootFilesystem, true)
    assert.deepEqual(container.securityContext.capabilities, { drop: ['ALL'] })
    assert.equal(template.spec.automountServiceAccountToken, false)
    const mounted = container.volumeMounts.map(({ name }: { name: string }) => name)
    assert.deepEqual(mounted.sort(), template.spec.volumes.map(({ name }: { name: string }) => name).sort())
  })
})
