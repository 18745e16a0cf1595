/** A module for made-up targets, without any package: publishes messages to RabbitMQ by AMQP 0-9-1. */
export const PUBLISHER = `import { connect } from 'node:net';
const short = (text) => Buffer.concat([Buffer.from([text.length]), Buffer.from(text)]);
const long = (text) => Buffer.concat([u32(text.length), Buffer.from(text)]);
const u16 = (n) => Buffer.from([n >> 8, n & 255]);
const u32 = (n) => Buffer.concat([u16(n >>> 16), u16(n & 65535)]);
const frame = (type, channel, ...parts) => {
  const payload = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([type]), u16(channel), u32(payload.length), payload, Buffer.from([206])]);
};
const method = (channel, of, number, ...parts) => frame(1, channel, u16(of), u16(number), ...parts);
/** The broker reads what it is told in its order, so nothing waits for its answers. */
export function publisher(host, queue) {
  const socket = connect(5672, host);
  socket.on('error', () => {});
  socket.resume();
  socket.write(Buffer.concat([
    Buffer.from([65, 77, 81, 80, 0, 0, 9, 1]),
    method(0, 10, 11, u32(0), short('PLAIN'), long('\\0demo\\0demo'), short('en_US')),
    method(0, 10, 31, u16(2047), u32(131072), u16(0)),
    method(0, 10, 40, short('demo'), short(''), Buffer.from([0])),
    method(1, 20, 10, short('')),
    ...(queue === null ? [] : [method(1, 50, 10, u16(0), short(queue), Buffer.from([0]), u32(0))]),
  ]));
  return (body) => socket.write(Buffer.concat([
    method(1, 60, 40, u16(0), short(''), short(queue ?? 'nobody'), Buffer.from([0])),
    frame(2, 1, u16(60), u16(0), u32(0), u32(body.length), u16(0)),
    frame(3, 1, Buffer.from(body)),
  ]));
}
`;
