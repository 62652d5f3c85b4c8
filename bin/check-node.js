// In syntax that the oldest Node reads. Ends the process if this one is older than package.json says.
var needed = /\d+\.\d+/.exec(require('../package.json').engines.node)[0]
var present = process.versions.node

function isOlder(version, than) {
  var parts = version.split('.')
  var least = than.split('.')
  if (Number(parts[0]) !== Number(least[0])) return Number(parts[0]) < Number(least[0])
  return Number(parts[1]) < Number(least[1])
}

if (isOlder(present, needed)) {
  console.error(['Poolhouse needs Node.js', needed, 'or newer, and this is', present].join(' '))
  process.exit(1)
}
