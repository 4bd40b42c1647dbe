/** Setup of the unit tests: one that opens a socket or starts a process fails, whatever it catches. */
import { ChildProcess } from "node:child_process";
import { Socket as DatagramSocket } from "node:dgram";
import { Server, Socket } from "node:net";
import { afterEach } from "vitest";

let attempts: Error[] = [];

function refuse(what: string): () => never {
  return () => {
    const error = new Error(`A unit test may not ${what}; it belongs to the integration project.`);
    attempts.push(error);
    throw error;
  };
}

// All of them end here: fetch, undici, http, tls, and what listens or forks.
Socket.prototype.connect = refuse("connect");
Server.prototype.listen = refuse("listen");
DatagramSocket.prototype.bind = refuse("listen");
DatagramSocket.prototype.send = refuse("send");
Object.assign(ChildProcess.prototype, { spawn: refuse("start a process") });

afterEach(() => {
  const [first] = attempts;
  attempts = [];
  // What the code under test caught, and took for a network that is down.
  if (first !== undefined) throw first;
});
