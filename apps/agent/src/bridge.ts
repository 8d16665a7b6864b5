import { connect } from 'node:net';

/**
 * Joins standard input and output to the unix socket named by the first argument: one connection for a server that cannot reach
 * the socket. Says `joined` on standard error once they are. A program of its own, because every connection starts one.
 */
const socket = connect(process.argv[2] ?? '', () => process.stderr.write('joined\n'));
socket.on('error', (error) => {
  process.stderr.write(`the agent's socket does not answer: ${error.message}\n`);
  process.exit(1);
});
process.stdin.on('error', () => socket.destroy());
process.stdout.on('error', () => socket.destroy());
process.stdin.pipe(socket);
socket.pipe(process.stdout);
socket.on('close', () => process.exit(0));
