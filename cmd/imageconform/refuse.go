package main

import "regexp"

// secretFlag is a flag that would carry a secret, such as OpenStack's clients
// have them.
var secretFlag = regexp.MustCompile(`^--?([a-z-]*(token|password|secret))(=|$)`)

// refuseSecrets refuses a secret on the command line, before anything could
// repeat it.
func refuseSecrets(args []string) error {
	for _, arg := range args {
		if arg == "--" {
			return nil
		}
		if m := secretFlag.FindStringSubmatch(arg); m != nil {
			variable := map[string]string{
				"token": "IMAGECONFORM_TOKEN", "password": "OS_PASSWORD", "secret": "OS_APPLICATION_CREDENTIAL_SECRET",
			}[m[2]]
			for _, s := range settings {
				if s.secret() && s.yaml == m[1] {
					variable = s.env
				}
			}
			f := usage("%ss are not taken from the command line, where every user of the machine can read them", m[2])
			if m[2] == "token" {
				return f.hinted("export " + variable + ", or put the token into the file that --config names")
			}
			return f.hinted("export " + variable + ", or put it into a clouds.yaml and name that cloud with --os-cloud")
		}
	}
	return nil
}
