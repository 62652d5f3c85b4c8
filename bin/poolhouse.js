#!/usr/bin/env node
// What begins here is in another file: a Node that is too old must not stumble over its syntax before it is told.
require('./check-node.js')
require('./start.js')
