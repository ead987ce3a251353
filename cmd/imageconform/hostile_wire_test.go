package main

import (
	"io"
	"net"
	"net/http"
	"strings"
	"time"
)

const (
	okJSON   = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
	noImages = `{"images": []}`
)

// drip writes one byte after the other, slowly, until nobody reads.
func drip(c net.Conn, text string) {
	ticks := time.NewTicker(time.Second)
	defer ticks.Stop()
	for i := range len(text) {
		if _, err := io.WriteString(c, text[i:i+1]); err != nil {
			return
		}
		<-ticks.C
	}
}

// reset ends a connection in the rudest way.
func reset(c net.Conn) {
	if tcp, ok := c.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
}

var wireModes = []mode{
	{name: "silent", says: "takes connections and never answers", open: wire(func(c net.Conn) { _, _ = io.Copy(io.Discard, c) })},
	{name: "hang-up", says: "closes each connection at once", open: wire(func(net.Conn) {})},
	{name: "reset", says: "resets each connection in place of an answer", open: answers(func(c net.Conn, _ *http.Request) bool {
		reset(c)
		return false
	})},
	{name: "drip-header", says: "sends its header a byte a second", open: answers(func(c net.Conn, _ *http.Request) bool {
		drip(c, okJSON)
		return false
	})},
	{name: "drip-body", says: "sends its body a byte a second", open: answers(func(c net.Conn, _ *http.Request) bool {
		_, _ = io.WriteString(c, okJSON+"Content-Length: 14\r\n\r\n")
		drip(c, noImages)
		return false
	})},
	{name: "endless-status", says: "a status line without end", open: forever("HTTP/1.1 200 ", strings.Repeat("O", 1<<15))},
	{name: "endless-headers", says: "header after header without end", open: forever(okJSON, strings.Repeat("X-More: more\r\n", 1<<11))},
	{name: "endless-header", says: "one header line without end", open: forever(okJSON+"X-More: ", strings.Repeat("more", 1<<13))},
	{name: "endless-trailer", says: "trailer after trailer without end", open: forever(okJSON+"Transfer-Encoding: chunked\r\n\r\n0\r\n", strings.Repeat("X-More: more\r\n", 1<<11))},
	{name: "garbage", says: "bytes that are no HTTP", open: says("\x00\xff\x13\x37\r\n\x1b[2J\r\n\r\n")},
	{name: "wordy-status", says: "a status that is no number", open: says("HTTP/1.1 fine OK\r\n\r\n")},
	{name: "status-999", says: "a status of no class", open: says("HTTP/1.1 999 \x1b[31mOdd\r\nContent-Length: 0\r\n\r\n")},
	{name: "http-0.9", says: "a body without a status line", open: says(noImages)},
	{name: "ssh", says: "another protocol", open: says("SSH-2.0-OpenSSH_9.6\r\n")},
	{name: "http-3.7", says: "a version of HTTP that there is not", open: says("HTTP/3.7 200 OK\r\nContent-Length: 14\r\n\r\n" + noImages)},
	{name: "informational-flood", says: "103 Early Hints without end", open: forever("", strings.Repeat("HTTP/1.1 103 Early Hints\r\nLink: </>\r\n\r\n", 1<<9))},
	{name: "informational-silence", says: "100 Continue and nothing after it", open: answers(func(c net.Conn, _ *http.Request) bool {
		_, _ = io.WriteString(c, "HTTP/1.1 100 Continue\r\n\r\n")
		return true
	})},
	{name: "switching", says: "101 Switching Protocols, and garbage", open: forever("HTTP/1.1 101 Switching Protocols\r\nUpgrade: chaos\r\nConnection: upgrade\r\n\r\n", "chaos")},
	{name: "control-headers", says: "NUL, ANSI and script in headers", open: says(okJSON + "X-Name: \x1b[2J<script>stolen()</script>\x00\r\nContent-Length: 14\r\n\r\n" + noImages)},
}

var framingModes = []mode{
	{name: "endless-body", says: "a body without end", open: forever(okJSON+"\r\n"+`{"images": [`, strings.Repeat(" ", 1<<16))},
	{name: "endless-chunks", says: "chunk after chunk without end", open: forever(okJSON+"Transfer-Encoding: chunked\r\n\r\n", "8000\r\n"+strings.Repeat(" ", 0x8000)+"\r\n")},
	{name: "tiny-chunks", says: "chunks of one byte without end", open: forever(okJSON+"Transfer-Encoding: chunked\r\n\r\n", strings.Repeat("1\r\n \r\n", 1<<10))},
	{name: "length-too-large", says: "a Content-Length beyond the body", open: says(okJSON + "Content-Length: 1000\r\n\r\n" + noImages)},
	{name: "length-too-small", says: "a Content-Length short of the body", open: says(okJSON + "Content-Length: 5\r\n\r\n" + noImages)},
	{name: "length-twice", says: "two Content-Lengths that disagree", open: says(okJSON + "Content-Length: 14\r\nContent-Length: 3\r\n\r\n" + noImages)},
	{name: "length-negative", says: "a negative Content-Length", open: says(okJSON + "Content-Length: -14\r\n\r\n" + noImages)},
	{name: "length-immense", says: "a Content-Length of 2^63-1", open: says(okJSON + "Content-Length: 9223372036854775807\r\n\r\n" + noImages)},
	{name: "length-and-chunks", says: "Content-Length and chunks", open: says(okJSON + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\ne\r\n" + noImages + "\r\n0\r\n\r\n")},
	{name: "chunk-immense", says: "a chunk of 2^64-1 bytes", open: says(okJSON + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n" + noImages)},
	{name: "chunk-broken", says: "a chunk size that is no number", open: says(okJSON + "Transfer-Encoding: chunked\r\n\r\nmany\r\n" + noImages)},
	{name: "reset-in-body", says: "resets the connection within the body", open: answers(func(c net.Conn, _ *http.Request) bool {
		_, _ = io.WriteString(c, okJSON+"Content-Length: 100000\r\n\r\n"+noImages)
		reset(c)
		return false
	})},
	{name: "stall-in-body", says: "stops within the body and keeps the connection", open: answers(func(c net.Conn, _ *http.Request) bool {
		_, _ = io.WriteString(c, okJSON+"Content-Length: 100\r\n\r\n"+noImages)
		return true
	})},
	{name: "answers-twice", says: "two answers to each request", open: answers(func(c net.Conn, _ *http.Request) bool {
		_, err := io.WriteString(c, strings.Repeat(okJSON+"Content-Length: 14\r\n\r\n"+noImages, 2))
		return err == nil
	})},
}
