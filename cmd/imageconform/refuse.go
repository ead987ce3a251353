package main

import "regexp"

// secretFlag is a flag that would carry a token.
var secretFlag = regexp.MustCompile(`^--?([a-z-]*token)(=|$)`)

// refuseSecrets refuses a token on the command line, before anything could
// repeat it.
func refuseSecrets(args []string) error {
	for _, arg := range args {
		if arg == "--" {
			return nil
		}
		if m := secretFlag.FindStringSubmatch(arg); m != nil {
			variable := "IMAGECONFORM_TOKEN"
			for _, s := range settings {
				if s.secret() && s.yaml == m[1] {
					variable = s.env
				}
			}
			return usage("tokens are not taken from the command line, where every user of the machine can read them").
				hinted("export " + variable + ", or put the token into the file that --config names")
		}
	}
	return nil
}
