package reports

import (
	"fmt"
	"reflect"
	"strings"
	"unicode/utf8"
)

// valid is a value in whose texts every byte that is no UTF-8 stands as its
// escape, as the other formats show it: JSON has no other way to keep it.
func valid[T any](v T) T {
	return validValue(reflect.ValueOf(v)).Interface().(T)
}

func validValue(v reflect.Value) reflect.Value {
	switch v.Kind() {
	case reflect.String:
		if utf8.ValidString(v.String()) {
			return v
		}
		return reflect.ValueOf(escaped(v.String())).Convert(v.Type())
	case reflect.Struct:
		whole := reflect.New(v.Type()).Elem()
		whole.Set(v)
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				whole.Field(i).Set(validValue(v.Field(i)))
			}
		}
		return whole
	case reflect.Slice:
		if v.IsNil() || v.Type().Elem().Kind() == reflect.Uint8 {
			return v
		}
		all := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		for i := range v.Len() {
			all.Index(i).Set(validValue(v.Index(i)))
		}
		return all
	case reflect.Map:
		if v.IsNil() {
			return v
		}
		all := reflect.MakeMapWithSize(v.Type(), v.Len())
		for _, key := range v.MapKeys() {
			all.SetMapIndex(validValue(key), validValue(v.MapIndex(key)))
		}
		return all
	case reflect.Pointer:
		if v.IsNil() {
			return v
		}
		to := reflect.New(v.Type().Elem())
		to.Elem().Set(validValue(v.Elem()))
		return to
	}
	return v
}

// escaped is a text with each byte that is no UTF-8 as its escape.
func escaped(s string) string {
	var b strings.Builder
	for i, r := range s {
		if _, size := utf8.DecodeRuneInString(s[i:]); r == utf8.RuneError && size == 1 {
			fmt.Fprintf(&b, `\x%02x`, s[i])
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}
