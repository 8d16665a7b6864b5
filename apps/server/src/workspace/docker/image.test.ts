import { expect, it } from 'vitest';
import { parseImage } from './image';

it('never asks for every tag of an image', () => {
  expect(parseImage('debian')).toEqual({ fromImage: 'debian', tag: 'latest' });
  expect(parseImage('debian:12')).toEqual({ fromImage: 'debian', tag: '12' });
  expect(parseImage('host:5000/a/b')).toEqual({ fromImage: 'host:5000/a/b', tag: 'latest' });
  expect(parseImage('host:5000/a/b:c')).toEqual({ fromImage: 'host:5000/a/b', tag: 'c' });
  expect(parseImage('a/b@sha256:0f')).toEqual({ fromImage: 'a/b@sha256:0f' });
});
